-- Run by Neovim itself: opens the agent with Neovim's own client and the set-up file for users, and mends one finding with its
-- quick fix. The arguments are in the environment, the outcome is in the exit code; what went wrong is printed.
local source = vim.env.IDE_SOURCE

local function fail(why, value)
  io.stderr:write(why .. (value and ": " .. vim.inspect(value) or "") .. "\n")
  vim.cmd("cquit 1")
end

local function wait(what, condition)
  if not vim.wait(120000, condition, 50) then
    fail("waited in vain for " .. what, vim.diagnostic.get(0))
  end
end

local function findings(code)
  return vim.tbl_filter(function(shown)
    local lsp = shown.user_data and shown.user_data.lsp
    return (shown.code or (lsp and lsp.code)) == code
  end, vim.diagnostic.get(0))
end

vim.cmd("luafile " .. vim.env.IDE_SETUP)
vim.cmd("filetype on")
vim.cmd("edit " .. source)
wait("the server to start", function() return #vim.lsp.get_active_clients() == 1 end)
local client = vim.lsp.get_active_clients()[1]
if client.name ~= "async-tidy-clangd" or client.config.root_dir ~= vim.fn.fnamemodify(source, ":h") then
  fail("the set-up file starts something else", { client.name, client.config.root_dir })
end
client = client.id
wait("the findings", function() return #findings("async-dropped-awaitable") > 0 end)

-- What Neovim shows for the lost log entry.
local lost = vim.tbl_filter(function(shown) return shown.message:find("'append' is never awaited", 1, true) end,
  findings("async-dropped-awaitable"))
if #lost ~= 1 then
  fail("one 'append' that is never awaited was to be shown", vim.diagnostic.get(0))
end
lost = lost[1]
if lost.severity ~= vim.diagnostic.severity.WARN or lost.source ~= "async-tidy" then
  fail("it is not shown as a warning of async-tidy", lost)
end
local before = #vim.diagnostic.get(0)
local line = vim.api.nvim_buf_get_lines(0, lost.lnum, lost.lnum + 1, true)[1]

-- The menu that a user sees: the fixes of all findings in the line. One is chosen.
local offered
vim.ui.select = function(items, options, choose)
  offered = vim.tbl_map(options.format_item or tostring, items)
  for number, title in ipairs(offered) do
    if title == "await 'append'" then
      return choose(items[number], number)
    end
  end
  choose(nil, nil)
end
vim.api.nvim_win_set_cursor(0, { lost.lnum + 1, lost.col })
vim.lsp.buf.code_action()
wait("the fix", function() return vim.api.nvim_buf_get_lines(0, lost.lnum, lost.lnum + 1, true)[1] ~= line end)
if not vim.tbl_contains(offered, "run 'append' in the background on purpose, with its error reported") then
  fail("the menu was to offer the background as well", offered)
end
local fixed = vim.api.nvim_buf_get_lines(0, lost.lnum, lost.lnum + 1, true)[1]
if vim.trim(fixed) ~= "co_await " .. vim.trim(line) then
  fail("the fix wrote something else", fixed)
end
wait("the finding to go", function()
  return #vim.diagnostic.get(0) == before - 1 and #vim.tbl_filter(function(shown)
    return shown.message == lost.message
  end, findings("async-dropped-awaitable")) == 0
end)

-- What clangd does for everybody still works through the same client.
local function request(method, params)
  local replies = vim.lsp.buf_request_sync(0, method, params or vim.lsp.util.make_position_params(), 60000)
  for _, reply in pairs(replies or {}) do
    return reply.result
  end
end
vim.fn.search("prompt_size(const", "w")
if not request("textDocument/hover") then fail("no hover") end
local found = request("textDocument/definition")
if not found or #found ~= 1 then fail("no definition", found) end
local rename = vim.lsp.util.make_position_params()
rename.newName = "prompt_length"
local edit = request("textDocument/rename", rename)
if not edit or not edit.changes then fail("no rename", edit) end

vim.cmd("write")
vim.lsp.stop_client(client)
wait("the server to end", function() return vim.lsp.client_is_stopped(client) end)
print("the finding is gone")
vim.cmd("qall!")

-- Neovim 0.7 or newer, without any plugin: put this file into ~/.config/nvim/plugin/.
-- With nvim-lspconfig, one line does the same: require("lspconfig").clangd.setup({ cmd = { "async-tidy-clangd" } })
local clients = {} -- One server for each project.

-- The nearest folder upwards that says how the sources are compiled, or that is a project at all.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  for _, mark in ipairs({ "compile_commands.json", ".clangd", ".git" }) do
    local found = mark == ".git" and vim.fn.finddir(mark, folder .. ";") or vim.fn.findfile(mark, folder .. ";")
    if found ~= "" then
      return vim.fn.fnamemodify(found, ":p" .. (mark == ".git" and ":h:h" or ":h"))
    end
  end
  return folder
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = { "c", "cpp" },
  callback = function(event)
    local root = root_of(vim.api.nvim_buf_get_name(event.buf))
    if not clients[root] or vim.lsp.client_is_stopped(clients[root]) then
      clients[root] = vim.lsp.start_client({ name = "async-tidy-clangd", cmd = { "async-tidy-clangd" }, root_dir = root })
    end
    if clients[root] then
      vim.lsp.buf_attach_client(event.buf, clients[root])
    end
  end,
})

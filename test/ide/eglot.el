;;; eglot.el --- Emacs with eglot opens the agent and mends a finding -*- lexical-binding: t -*-
;; Run by `emacs --batch'. The server and the source are in the environment; an error ends Emacs with a code.
(require 'package)
(package-initialize)
(load (getenv "IDE_SETUP"))
(require 'eglot)
(require 'cl-lib)

(defvar ide-source (getenv "IDE_SOURCE"))
(remove-hook 'c++-mode-hook #'eglot-ensure) ; It waits for a command of the user, and here is none.
(setq eglot-sync-connect 120
      eglot-autoshutdown nil
      project-find-functions (list (lambda (_) (cons 'transient (file-name-directory ide-source)))))

(defun ide-wait (what condition)
  "Let Emacs work until CONDITION holds; WHAT says what is missing when it never does."
  (let ((end (+ (float-time) 120)) found)
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.1))
    (or found (error "Waited in vain for %s" what))))

(defun ide-lost-entry ()
  "The flymake diagnostic about the log entry that nobody awaits."
  (cl-find-if (lambda (shown) (string-match-p "'append' is never awaited" (flymake-diagnostic-text shown)))
              (flymake-diagnostics)))

(find-file ide-source)
(c++-mode)
(apply #'eglot--connect (eglot--guess-contact))
(flymake-mode 1)
(flymake-start nil)
(let* ((lost (ide-wait "the finding" #'ide-lost-entry))
       (start (flymake-diagnostic-beg lost))
       (line (progn (goto-char start) (buffer-substring (line-beginning-position) (line-end-position))))
       offered)
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt choices &rest _) (setq offered (mapcar #'car (all-completions "" choices))) (caar choices)))
            (eglot-confirm-server-initiated-edits nil))
    (let ((actions (eglot-code-actions start (flymake-diagnostic-end lost) "quickfix")))
      (setq offered (mapcar (lambda (action) (plist-get action :title)) actions))
      (unless (equal (car offered) "await 'append'") (error "Offered: %S" offered))
      (eglot--apply-workspace-edit (plist-get (car actions) :edit))))
  (goto-char start)
  (let ((fixed (buffer-substring (line-beginning-position) (line-end-position))))
    (unless (string= (string-trim fixed) (concat "co_await " (string-trim line))) (error "The fix wrote: %s" fixed)))
  (eglot--signal-textDocument/didChange)
  (ide-wait "the finding to go" (lambda () (not (ide-lost-entry)))))
(save-buffer)
(eglot-shutdown (eglot-current-server))
(princ "the finding is gone\n")

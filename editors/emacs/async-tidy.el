;;; async-tidy.el --- eglot with async-tidy-clangd -*- lexical-binding: t -*-
;; Emacs 28 with eglot 1.9 or newer: load this file from your init file.

(defvar async-tidy-clangd "async-tidy-clangd"
  "The server; the whole path when it is not on `exec-path'.")

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs `((c++-mode c++-ts-mode c-mode c-ts-mode) . (,async-tidy-clangd))))

(add-hook 'c++-mode-hook #'eglot-ensure)
(add-hook 'c++-ts-mode-hook #'eglot-ensure)

(provide 'async-tidy)
;;; async-tidy.el ends here

"""The pages of the window, each whole in itself: it shows a session and says what it wishes for."""

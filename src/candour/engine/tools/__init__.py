"""One module per external program or operating-system facility; the only place that starts processes."""

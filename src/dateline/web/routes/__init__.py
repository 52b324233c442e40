"""One module for each screen: parse the request, ask the desk, render."""

"""One module for each page, with its ``router``; `dateline.web.app.ROUTERS` lists them."""

// The theme is the one of the desk's pages, which the server knows; what the admin kept of its own would come before it.

localStorage.removeItem("adminTheme");

// The API's documentation in the theme that was chosen on the desk's pages, else in the system's.

const { theme } = document.currentScript.dataset;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", theme ? theme === "dark" : systemIsDark.matches);

systemIsDark.addEventListener("change", follow);
follow();

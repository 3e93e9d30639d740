// Before the first paint: the theme of the last run, else the system's, so that a dark desk never
// flashes white while the rest loads. The application takes over once it runs.
let choice = null;
try {
  choice = localStorage.getItem("theme");
} catch {
  // No storage: the system decides.
}
const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.dataset.theme = dark ? "dark" : "light";

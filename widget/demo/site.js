// The product page's two tabs change the address without loading a page, as single-page sites do.
const tabs = document.querySelectorAll(".tabs a");

function show() {
  const wanted = new URLSearchParams(location.search).get("onglet") ?? "description";
  for (const tab of tabs) {
    const current = tab.dataset.tab === wanted;
    tab.toggleAttribute("aria-current", current);
    document.getElementById(tab.dataset.tab).hidden = !current;
    if (current) document.title = `${tab.textContent} · Fauteuil Solène · Maison Verlaine`;
  }
}

for (const tab of tabs) {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    history.pushState(null, "", tab.href);
    show();
  });
}
addEventListener("popstate", show);
if (tabs.length) show();

// What the shop knows of the basket goes to the agents with the next session.
for (const buy of document.querySelectorAll(".buy")) {
  buy.addEventListener("click", () => {
    window.pupitre("set", { panier: 1290, articles: 1 });
    buy.textContent = "Ajouté au panier";
  });
}

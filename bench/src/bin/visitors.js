// The visitors page.
const rows = () => [...document.querySelectorAll('[data-testid="visitor-row"]')];
const first = () => rows()[0]?.dataset.number;

// From a click until the first row is another one, and painted.
const moved = async (act, what) => {
  const before = first();
  const start = performance.now();
  act();
  await until(() => first() && first() !== before, what);
  await painted();
  return performance.now() - start;
};

window.measure = {
  async opening(times) {
    const took = [];
    for (let n = 0; n < times; n++) {
      find("nav-conversations").click();
      await until(() => !rows().length, "the conversations");
      await painted();
      await pause();
      const start = performance.now();
      find("nav-visitors").click();
      await until(() => rows().length === 20, "the visitors");
      await painted();
      took.push(performance.now() - start);
    }
    return told(took);
  },

  // To the next page and to the one before, in turn.
  async turning(times) {
    const took = [];
    for (let n = 0; n < times; n++) {
      await pause();
      took.push(await moved(() => find(n % 2 ? "pager-previous" : "pager-next").click(), "another page"));
    }
    return told(took);
  },

  // From a key in the search field; its pause is part of it.
  async searching(times) {
    const field = find("visitors-search");
    const write = (text) => {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    const took = [];
    for (let n = 0; n < times; n++) {
      await pause();
      took.push(await moved(() => write(n % 2 ? "" : "martin"), "who was looked for"));
    }
    return told(took);
  },
};

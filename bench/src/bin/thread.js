// One long conversation.
const row = (word) => [...document.querySelectorAll('[data-testid="conversation-item"] button')].find((row) => row.textContent.includes(word));
const shows = (word) => [...document.querySelectorAll(".message__body")].some((body) => body.textContent.startsWith(`${word} `));

window.measure = {
  // From the click to the painted newest screen.
  async opening(times) {
    const took = [];
    for (let n = 0; n < times; n++) {
      row("court").click();
      await until(() => shows("court"), "the short chat");
      await painted();
      await pause();
      const start = performance.now();
      row("long").click();
      await until(() => shows("long"), "the long chat");
      await painted();
      took.push(performance.now() - start);
    }
    await until(() => Number(find("filter-visitor").textContent.replace(/\D/g, "")) > 4000, "the outline");
    const count = (id) => Number(find(id).textContent.replace(/\D/g, ""));
    return { ...told(took), items: count("filter-visitor") + count("filter-agent") };
  },

  // From the click on a filter to the painted rows.
  async filter(times) {
    const took = [];
    for (let n = 0; n < times; n++) {
      const start = performance.now();
      find(n % 2 ? "filter-agent" : "filter-visitor").click();
      const side = n % 2 ? "agent" : "visitor";
      await until(() => {
        const items = [...document.querySelectorAll('[data-testid="message"]')];
        return items.length > 5 && items.every((item) => item.dataset.author === side);
      }, "the filtered rows");
      await painted();
      took.push(performance.now() - start);
      await pause();
    }
    find("filter-all").click();
    await painted();
    return told(took);
  },

  // Frames while the view moves by 120 px in each, over the thread and over a plain list of its heights.
  async scrolling() {
    const thread = find("thread");
    const run = async (view) => {
      view.scrollTop = view.scrollHeight / 2;
      for (let n = 0; n < 30; n++) await frame();
      const frames = [];
      let last = performance.now();
      for (let n = 0; n < 300; n++) {
        view.scrollTop += n < 150 ? 120 : -120;
        await frame();
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      return told(frames);
    };
    const ours = await run(thread);
    const heights = [...document.querySelectorAll(".thread__row")].map((row) => row.getBoundingClientRect().height);
    const plain = document.createElement("div");
    plain.style.cssText = `position:fixed;z-index:99;overflow:auto;background:var(--bg);inset:0`;
    const box = thread.getBoundingClientRect();
    plain.style.left = `${box.left}px`;
    plain.style.top = `${box.top}px`;
    plain.style.right = "auto";
    plain.style.bottom = "auto";
    plain.style.width = `${box.width}px`;
    plain.style.height = `${box.height}px`;
    for (let n = 0; n < 10000; n++) {
      const item = document.createElement("div");
      item.style.height = `${heights[n % heights.length]}px`;
      item.textContent = `plain ${n}. ${"Une phrase de plus. ".repeat(n % 7)}`;
      item.style.overflow = "hidden";
      plain.append(item);
    }
    document.body.append(plain);
    const theirs = await run(plain);
    plain.remove();
    return { thread: ours, plain: theirs };
  },

  // A key in the composer, and in a bare text field at the same place.
  async keys(times) {
    const run = async (field) => {
      field.focus();
      const handler = [];
      const paint = [];
      for (let n = 0; n < times; n++) {
        await frame();
        const start = performance.now();
        document.execCommand("insertText", false, "a");
        // What the page does because of the key runs in the tasks right after it.
        await Promise.resolve();
        handler.push(performance.now() - start);
        await painted();
        paint.push(performance.now() - start);
      }
      return { handler_p50: quantile(handler, 0.5), handler_p95: quantile(handler, 0.95), paint_p50: quantile(paint, 0.5) };
    };
    const composer = find("composer-input");
    const ours = await run(composer);
    const bare = document.createElement("textarea");
    bare.style.cssText = "position:fixed;z-index:99;bottom:60px;left:420px;width:600px;height:48px";
    document.body.append(bare);
    const theirs = await run(bare);
    bare.remove();
    return { composer: ours, bare: theirs };
  },
};

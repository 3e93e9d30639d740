// What the measurements inside the console's page share. A frame has been painted when a task runs after its callback.
const find = (id) => document.querySelector(`[data-testid="${id}"]`);
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
const frame = () => new Promise((done) => requestAnimationFrame(done));
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const told = (values) => ({ p50: quantile(values, 0.5), p95: quantile(values, 0.95), late: (values.filter((ms) => ms > 17).length * 100) / values.length });
// As soon as the page changes, not at the next frame: a frame may take longer than what is measured.
const until = (is, what) =>
  new Promise((done, fail) => {
    const look = () => {
      if (!is()) return;
      observer.disconnect();
      clearTimeout(late);
      done();
    };
    const observer = new MutationObserver(look);
    const late = setTimeout(() => {
      observer.disconnect();
      fail(new Error(`never: ${what}`));
    }, 20000);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
// Nobody clicks again in the frame that follows: what is still being drawn behind comes to its end.
const pause = () => new Promise((done) => setTimeout(done, 500));

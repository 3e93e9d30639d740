/** Ids of what is written here: UUID version 7, so that they sort in the order of writing. */

let lastMs = 0;
let counter = 0;

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** Never goes back within this tab, even if the clock does. `crypto.randomUUID` needs https; this does not. */
export function newId(now = Date.now()): string {
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => hex(byte, 2)).join("");
  const variant = "89ab"[parseInt(random.slice(0, 1), 16) % 4] ?? "8";
  const digits = `${hex(lastMs, 12)}7${hex(counter, 3)}${variant}${random.slice(1)}`;
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Ids of what is written here: UUID version 7, so that they sort in the order of writing. */

/** Milliseconds, and the number of the id within them: 1,024 a millisecond, which a number holds exactly. */
let last = 0;

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** Never goes back within this tab, even if the clock does. `crypto.randomUUID` needs https; this does not. */
export function newId(now = Date.now()): string {
  last = Math.max(last + 1, now * 1024);
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => hex(byte, 2)).join("");
  const digits = `${hex(Math.floor(last / 1024), 12)}7${hex(last % 1024, 3)}8${random.slice(1)}`;
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

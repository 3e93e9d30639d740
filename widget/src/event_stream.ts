/** Cuts a server-sent event stream (WHATWG HTML, 9.2) into the data of its events. */

/** Answers, for each piece of text it is fed, the data of the events which that completes. */
export function eventStream(): (text: string) => string[] {
  let rest = "";
  let data: string[] = [];
  return (text) => {
    const events: string[] = [];
    // A carriage return at the very end may be half of a CRLF: it waits for the next piece.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      // Comments (keep-alive), event names, ids and retry times are not used.
      if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
      if (line || !data.length) continue;
      events.push(data.join("\n"));
      data = [];
    }
    return events;
  };
}

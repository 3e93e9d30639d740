/**
 * Whether an answer to a bot's form is one, as the hub decides it (`answer_is_sound` in protocol/src/playbook.rs): so
 * the form says it before it is sent.
 */

import type { FormField } from "./protocol";

export type Fault = "missing" | "wrong";

export function faultOf({ kind, required }: Pick<FormField, "kind" | "required">, value: string): Fault | undefined {
  const written = value.trim();
  if (!written) return required ? "missing" : undefined;
  const isSound = kind === "email" ? isEmail(written) : kind === "phone" ? isPhone(written) : true;
  return isSound ? undefined : "wrong";
}

const LOCAL = /^[^\p{White_Space}\p{Cc}@,;<>"]+$/u;
const LABEL = /^[\p{Alphabetic}\p{N}]+(?:-+[\p{Alphabetic}\p{N}]+)*$/u;
const EMAIL_MAX_BYTES = 254;

/** What mail servers and people take for an address; whether it exists only a letter tells. */
function isEmail(value: string): boolean {
  const at = value.lastIndexOf("@");
  const labels = value.slice(at + 1).split(".");
  return (
    new TextEncoder().encode(value).length <= EMAIL_MAX_BYTES &&
    at > 0 &&
    LOCAL.test(value.slice(0, at)) &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label))
  );
}

/** As people write it: 6 to 15 digits (the most that E.164 knows) with what they put between them. */
function isPhone(value: string): boolean {
  const digits = value.replace(/[^0-9]/g, "").length;
  return digits >= 6 && digits <= 15 && /^\+?[0-9 \u00a0\u202f./()-]*$/.test(value);
}

/** Shows bytes that came by fetch as a picture. */

/** Only ever what the hub drew. `failed`: it did not come, or the site's CSP lets no `blob:` be shown. */
export async function showPicture(img: HTMLImageElement, drawn: Promise<Blob | undefined>, failed: () => void): Promise<void> {
  const blob = await drawn;
  if (!blob) return failed();
  const address = URL.createObjectURL(blob);
  img.addEventListener("load", () => URL.revokeObjectURL(address));
  img.addEventListener("error", () => {
    URL.revokeObjectURL(address);
    failed();
  });
  img.src = address;
}

/** A style sheet is imported as its minified text (see build.mjs). */
declare module "*.css" {
  const css: string;
  export default css;
}

/** Changes with the chat bundle, so that it can be cached for ever. Set by build.mjs. */
declare const CHAT_VERSION: string;

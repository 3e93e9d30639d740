/** A style sheet is imported as its minified text (see build.mjs). */
declare module "*.css" {
  const css: string;
  export default css;
}

/** Change with the scripts they name, so that these can be cached for ever. Set by build.mjs. */
declare const CHAT_VERSION: string;
declare const CARDS_VERSION: string;

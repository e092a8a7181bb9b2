/**
 * The languages of the screens: French, the visitors' and neighbours' languages, and Breton for the region. Apart from the
 * schemas, so that a page can read the list without the schema library. Their names and how far each translation can be
 * trusted are in `assets/locales/languages.json`.
 */
export const locales = ['fr', 'en', 'de', 'es', 'it', 'pt', 'nl', 'ar', 'uk', 'zh', 'br'] as const;
export type Locale = (typeof locales)[number];

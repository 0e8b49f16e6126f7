/** The languages of the migration project, in their order on the site. */
export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'] as const;

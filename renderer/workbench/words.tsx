import i18next, { type i18n } from 'i18next';
import { useEffect, useState, type ReactNode } from 'react';
import { I18nextProvider, initReactI18next, useTranslation } from 'react-i18next';
import en from '../../assets/locales/en/workbench.json' with { type: 'json' };
import fr from '../../assets/locales/fr/workbench.json' with { type: 'json' };

/** The page's own words: it is read by whoever tries Moulin, not by its customers. */
type Language = 'fr' | 'en';

const intlTag: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

function load(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    resources: { fr: { workbench: fr }, en: { workbench: en } },
    defaultNS: 'workbench',
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}

const languages: Record<Language, i18n> = { fr: load('fr'), en: load('en') };

/** French first; the other language stands in the address, so that a reload keeps it. */
function languageOfAddress(): Language {
  return new URLSearchParams(window.location.search).get('language') === 'en' ? 'en' : 'fr';
}

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(languageOfAddress);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `Moulin · ${languages[language].t('page.title')}`;
    const change = (): void => setLanguage(languageOfAddress());
    window.addEventListener('popstate', change);
    return () => window.removeEventListener('popstate', change);
  }, [language]);
  return <I18nextProvider i18n={languages[language]}>{children}</I18nextProvider>;
}

export function switchLanguage(from: Language): void {
  const address = new URL(window.location.href);
  address.searchParams.set('language', from === 'fr' ? 'en' : 'fr');
  window.history.replaceState(null, '', address);
  window.dispatchEvent(new PopStateEvent('popstate'));
}

export interface Words {
  readonly language: Language;
  readonly t: (key: string, values?: Record<string, string | number>) => string;
  readonly money: (cents: number) => string;
  readonly weight: (grams: number) => string;
}

export function useWords(): Words {
  const { t, i18n: instance } = useTranslation('workbench');
  const language: Language = instance.language === 'en' ? 'en' : 'fr';
  const tag = intlTag[language];
  return {
    language,
    t: (key, values) => t(key, values ?? {}),
    money: (cents) => new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR' }).format(cents / 100),
    weight: (grams) => weightInWords(tag, grams),
  };
}

/** From a kilogram on, kilograms: `1,24 kg` and `8 kg` stand better under a small drawing than `8 000 g`. */
function weightInWords(tag: string, grams: number): string {
  const heavy = Math.abs(grams) >= 10_000;
  return new Intl.NumberFormat(tag, { style: 'unit', unit: heavy ? 'kilogram' : 'gram', unitDisplay: 'short', maximumFractionDigits: 3 }).format(heavy ? grams / 1_000 : grams);
}

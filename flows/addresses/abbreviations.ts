/**
 * Abbreviations for a line that is too long, in the spirit of NF Z 10-011: only when it does not fit, from the plainest
 * (kind of street) to the least (small words), one at a time, so that as much as possible stays readable. The result is
 * proposed to the customer, never applied by itself. Short forms as the Base Adresse Nationale's rules give them.
 */

type Table = readonly (readonly [long: string, short: string])[];

const streets: Table = [
  ['ZONE D ACTIVITE ECONOMIQUE', 'ZAE'],
  ['ZONE D AMENAGEMENT CONCERTE', 'ZAC'],
  ['ZONE D ACTIVITES', 'ZA'],
  ['ZONE D ACTIVITE', 'ZA'],
  ['ZONE INDUSTRIELLE', 'ZI'],
  ['ZONE ARTISANALE', 'ZA'],
  ['CENTRE COMMERCIAL', 'CCAL'],
  ['LIEU DIT', 'LD'],
  ['ROND POINT', 'RPT'],
  ['TERRE PLEIN', 'TPL'],
  ['ALLEES', 'ALL'],
  ['ALLEE', 'ALL'],
  ['AVENUE', 'AV'],
  ['BOULEVARD', 'BD'],
  ['CARREFOUR', 'CARR'],
  ['CHAUSSEE', 'CHAU'],
  ['CHEMIN', 'CHEM'],
  ['DOMAINE', 'DOM'],
  ['ESPLANADE', 'ESPL'],
  ['FAUBOURG', 'FG'],
  ['HAMEAU', 'HAM'],
  ['IMPASSE', 'IMP'],
  ['LOTISSEMENT', 'LOT'],
  ['MONTEE', 'MTE'],
  ['PASSAGE', 'PAS'],
  ['PLACE', 'PL'],
  ['PROMENADE', 'PROM'],
  ['QUARTIER', 'QUAR'],
  ['RESIDENCE', 'RES'],
  ['ROUTE', 'RTE'],
  ['SQUARE', 'SQ'],
  ['TRAVERSE', 'TRAV'],
  ['VILLAGE', 'VLGE'],
];

const inside: Table = [
  ['APPARTEMENT', 'APP'],
  ['BATIMENT', 'BAT'],
  ['ESCALIER', 'ESC'],
  ['ETAGE', 'ETG'],
  ['ENTREE', 'ENT'],
  ['IMMEUBLE', 'IMM'],
  ['RESIDENCE', 'RES'],
  ['PAVILLON', 'PAV'],
  ['INTERPHONE', 'INTERPH'],
];

const people: Table = [
  ['MADEMOISELLE', 'MLLE'],
  ['MONSIEUR', 'M'],
  ['MADAME', 'MME'],
  ['ADJUDANT', 'ADJ'],
  ['CAPITAINE', 'CNE'],
  ['CARDINAL', 'CDL'],
  ['COLONEL', 'CNL'],
  ['COMMANDANT', 'CDT'],
  ['DOCTEUR', 'DR'],
  ['GENERAL', 'GAL'],
  ['LIEUTENANT', 'LT'],
  ['MAITRE', 'ME'],
  ['MARECHAL', 'MAL'],
  ['MONSEIGNEUR', 'MGR'],
  ['PREFET', 'PREF'],
  ['PRESIDENT', 'PDT'],
  ['PROFESSEUR', 'PR'],
  ['SERGENT', 'SGT'],
  ['NOTRE DAME', 'ND'],
  ['SAINTE', 'STE'],
  ['SAINT', 'ST'],
];

const organisations: Table = [
  ['ASSOCIATION', 'ASSOC'],
  ['COMPAGNIE', 'CIE'],
  ['DEPARTEMENTAL', 'DEP'],
  ['DEPARTEMENTALE', 'DEP'],
  ['DIRECTION', 'DIR'],
  ['ETABLISSEMENTS', 'ETS'],
  ['ETABLISSEMENT', 'ETS'],
  ['INTERNATIONALE', 'INTERN'],
  ['INTERNATIONAL', 'INTERN'],
  ['NATIONALE', 'NALE'],
  ['NATIONAL', 'NAL'],
  ['REPUBLIQUE', 'REP'],
  ['SERVICE', 'SCE'],
  ['SOCIETE', 'SOC'],
];

/** Last resort: the words that can be left out of a street's name without changing it. */
const links: Table = [
  [' DE LA ', ' '],
  [' DE L ', ' '],
  [' DU ', ' '],
  [' DES ', ' '],
  [' DE ', ' '],
];

const tables = {
  street: [streets, people, organisations, links],
  inside: [inside, streets, people],
  person: [people],
  /** Saints and Our Ladies; the small words of a town's name belong to it. */
  town: [people],
  organisation: [organisations, people],
} as const satisfies Record<string, readonly Table[]>;

export type Wording = keyof typeof tables;

/** @param line in capitals. Null when even everything abbreviated does not fit. */
export function abbreviated(line: string, limit: number, wording: Wording): string | null {
  let shorter = line;
  for (const table of tables[wording]) {
    for (const [long, short] of table) {
      if (shorter.length <= limit) return shorter;
      shorter = long.startsWith(' ') ? shorter.replace(long, short) : shorter.replace(new RegExp(`\\b${long}\\b`), short);
    }
  }
  return shorter.length <= limit ? shorter : null;
}

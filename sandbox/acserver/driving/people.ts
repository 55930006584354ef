/**
 * Invented drivers. Some have names that are hard to display: brackets as in the log's own format, only digits like a
 * car id, another alphabet, an emoji, Discord formatting, and two identical names.
 */
export const people = [
  { name: 'Mara Quint', team: 'Kestrel Racing', guid: guid(1) },
  { name: 'Otto Falk', team: 'Kestrel Racing', guid: guid(2) },
  { name: 'Jean-Luc Péage', team: '', guid: guid(3) },
  { name: '[KRT] Bo [fast]', team: 'KRT', guid: guid(4) },
  { name: '4711', team: '', guid: guid(5) },
  { name: 'Sam Porter', team: 'Late Brakers', guid: guid(6) },
  { name: 'Sam Porter', team: 'Early Apex', guid: guid(7) },
  { name: 'Юля Гонщик 🏎', team: '', guid: guid(8) },
  { name: '*_Nitro_*', team: 'Late Brakers', guid: guid(9) },
  { name: 'Ines; Duarte', team: 'Early Apex', guid: guid(10) },
  { name: 'Väinö Rata', team: '', guid: guid(11) },
  { name: 'Pia Lund', team: 'Kestrel Racing', guid: guid(12) },
  { name: 'Tom=Tom', team: '', guid: guid(13) },
  { name: 'Greta Holm', team: 'Early Apex', guid: guid(14) },
  { name: '高橋 走', team: '', guid: guid(15) },
  { name: 'Rui Costa Alva', team: 'Late Brakers', guid: guid(16) },
  { name: 'Nils Aaby', team: '', guid: guid(17) },
  { name: 'Chiara Bassi', team: 'Early Apex', guid: guid(18) },
  { name: 'Ewan Rusk', team: 'KRT', guid: guid(19) },
  { name: 'Łucja Żak', team: '', guid: guid(20) },
  { name: 'Marek Dvořák', team: 'Late Brakers', guid: guid(21) },
  { name: 'Odile Fauré', team: '', guid: guid(22) },
  { name: 'Hannes Brandt', team: 'KRT', guid: guid(23) },
  { name: 'Kaya Demir', team: 'Early Apex', guid: guid(24) },
] as const;

/** Their occasional chat lines. */
export const sentences = [
  'hello everyone',
  'gl hf',
  'sorry, my fault in the hairpin',
  'anyone else on low fuel?',
  'track is quick today',
  'who hit me there?',
  'nice battle :)',
  'brb, changing wheel settings',
  'purple sector, finally',
  'careful, slow car in the last corner',
  'grande sorpasso, così si fa!',
  'box box box',
] as const;

function guid(number: number): string {
  return `7656119790000${String(number).padStart(4, '0')}`;
}

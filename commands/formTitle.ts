/** Of a form, on Discord. */
const TITLE_LENGTH = 45;

/** "Elena, Bea: +5 s". If it is too long, the names are cut and the decision stays. */
export function formTitle(who: string, what: string | undefined): string {
  const ending = what === undefined ? '' : `: ${what}`;
  const [letters, room] = [[...who], TITLE_LENGTH - ending.length];
  return `${letters.length <= room ? who : `${letters.slice(0, room - 1).join('')}…`}${ending}`;
}

/** Of a form, on Discord. */
const TITLE_LENGTH = 45;

/** "Elena, Bea: 5 s": where there is no room for all of it, who it is about is cut, and what is decided stays. */
export function formTitle(who: string, what: string | undefined): string {
  const ending = what === undefined ? '' : `: ${what}`;
  const [letters, room] = [[...who], TITLE_LENGTH - ending.length];
  return `${letters.length <= room ? who : `${letters.slice(0, room - 1).join('')}…`}${ending}`;
}

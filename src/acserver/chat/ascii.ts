/**
 * A text as AC's chat can show it: only printable ASCII is reliable. Letters of other scripts are transliterated, signs
 * and the most common emoji written in ASCII. Letters without a known spelling become "?", everything else is left out.
 *
 * @param habits how a language spells letters of its own: German "ä" as "ae", which would otherwise be "a"
 */
export function toAscii(text: string, habits: Spelling = {}): string {
  const spelling = [...text.normalize('NFC')]
    .map((character) => habitual(character, habits) ?? spelt(character, () => '?'))
    .join('');
  return spelling.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Lower-case letters and their spellings. */
export type Spelling = Readonly<Record<string, string>>;

function habitual(character: string, habits: Spelling): string | undefined {
  const lower = character.toLowerCase();
  const spelling = Object.hasOwn(habits, lower) ? habits[lower] : undefined;
  return spelling === undefined || lower === character ? spelling : capitalized(spelling);
}

/** One character in ASCII; `otherwise` replaces a letter without a known spelling. */
export function spelt(character: string, otherwise: (letter: string) => string): string {
  if (/^[\x20-\x7e]$/.test(character)) return character;
  const known = SPELLINGS.get(character);
  if (known !== undefined) return known;
  const lower = SPELLINGS.get(character.toLowerCase());
  if (lower !== undefined) return capitalized(lower);
  return withoutMarks(character, otherwise);
}

/** "é" is an "e" with a mark; "ﬁ", "Ａ" and "²" are compatible with plain letters. */
function withoutMarks(character: string, otherwise: (letter: string) => string): string {
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  if (base !== character) return [...base].map((each) => spelt(each, otherwise)).join('');
  if (/^[\s\p{Cc}\p{Z}]$/u.test(character)) return ' ';
  return /^[\p{L}\p{N}]$/u.test(character) ? otherwise(character) : '';
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "а a  б b": a character and its spelling, in pairs. */
const pairs = (list: string): [string, string][] =>
  list
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [character = '', ...spelling] = pair;
      return [character, spelling.join('').replace(/^=/, '').replaceAll('_', ' ')];
    });

const LATIN = pairs('ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ħ=h ı=i ĸ=k ŋ=ng ŧ=t ə=e ſ=s');

const GREEK = pairs(
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o',
);

// й and ё would lose their marks, so they are listed too.
const CYRILLIC = pairs(
  'а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh ' +
    'щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ѓ=g ќ=k ѕ=dz',
);

const SIGNS = pairs(
  '“=" ”=" „=" «=" »=" ‘=\' ’=\' ‚=\' ‹=\' ›=\' –=- —=- −=- ‐=- ‑=- …=... •=* ·=* ×=x ÷=/ ±=+/- °=deg €=EUR £=GBP ¥=JPY ' +
    '©=(c) ®=(r) ™=(tm) ←=<- →=-> ↑=^ ↓=v ≤=<= ≥=>= ≠=!= ≈=~ ½=1/2 ¼=1/4 ¾=3/4 №=No. ¡=! ¿=?',
);

const EMOJI = pairs(
  '😀=:) 😃=:) 😄=:) 😊=:) 🙂=:) 😉=;) 😂=:D 🤣=:D 😆=:D 😅=:D 😎=B) 🙁=:( ☹=:( 😞=:( 😢=:( 😭=:( 😡=>:( 😠=>:( 😮=:o ' +
    '🤔=hmm ❤=<3 👍=+1 👎=-1 👏=(applause) 🙏=(thanks) 👋=(hi) 🏁=(finish) 🚩=(flag) 🟥=(red) 🔴=(red) 🟨=(yellow) ' +
    '🟡=(yellow) 🟩=(green) 🟢=(green) 🟦=(blue) 🔵=(blue) ⚠=(!) 🛑=(stop) ✅=(ok) ✔=(ok) ❌=(no) 🏆=(trophy) 🥇=(1st) ' +
    '🥈=(2nd) 🥉=(3rd) 🔧=(repair) ⏱=(time) 🔥=(fire) 🎉=(hooray)',
);

const SPELLINGS: ReadonlyMap<string, string> = new Map([...LATIN, ...GREEK, ...CYRILLIC, ...SIGNS, ...EMOJI]);

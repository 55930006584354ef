/** Who somebody is to Pitwall, what they may do, why, and what they lack for the rest. */
interface Whoami {
  readonly name: string;
  readonly role: string;
  /** What the role rests on. */
  readonly proof: keyof typeof REASONS;
  /** Which driver and which account belong together; absent where nobody is a driver, on the websocket. */
  readonly link?: { readonly guid?: string } | { readonly isLinked: boolean };
  readonly commands: number;
  readonly mayGive: number;
  /** What would give the others. */
  readonly missing: readonly string[];
}

const SHOWN_IN_GAME = `by what you showed in the game: on Kunos' acServer "/admin" and the password makes an admin`;

const REASONS = {
  discord: 'by your roles on Discord',
  token: 'by the token of this connection',
  open: 'because this connection needs no token',
  password: SHOWN_IN_GAME,
  link: SHOWN_IN_GAME,
  seat: SHOWN_IN_GAME,
} as const;

export const whoamiTexts = {
  whoami: ({ name, role, proof, link, commands, mayGive, missing }: Whoami) =>
    [
      `You are ${name}, with the role ${role} ${REASONS[proof]}.`,
      ...(link ? [linkInWords(link)] : []),
      mayGive === commands
        ? `You may use all ${mayGive} commands.`
        : `You may use ${mayGive} of ${commands} commands; the others need ${missingInWords(proof, missing)}.`,
    ].join(' '),
};

function linkInWords(link: NonNullable<Whoami['link']>): string {
  if ('isLinked' in link) {
    return link.isLinked ? 'You are linked to a Discord account.' : 'You are linked to no Discord account.';
  }
  if (link.guid === undefined) return 'Your account is linked to no driver; !link in the car begins that.';
  return `Your account is linked to the driver with the GUID ${link.guid}.`;
}

/** A linked account lacks more than a role in the car. */
const missingInWords = (proof: Whoami['proof'], missing: Whoami['missing']): string =>
  proof === 'link' ? '"/admin" and the password' : `the role ${missing.join(' or ')}`;

/** Linking a Discord account to a driver. */
export const linkTexts = {
  /** In the car. */
  linkBegun: ({ code }: { readonly code: string }) =>
    `On Discord, type /link ${code} within ten minutes to link your account.`,
  linked: ({ guid, name }: { readonly guid: string; readonly name: string }) => `You're linked to ${name || guid}.`,
  unlinked: () => 'You are no longer linked.',
  notLinked: () => 'You were not linked.',
  /** Replaces a link made by a code before. */
  linkedByRoster: () => 'The link comes from the league roster. Only the league can change it.',
};

/** Linking a Discord account to a driver. */
export const linkTexts = {
  /** In the car. */
  linkBegun: ({ code }: { readonly code: string }) =>
    `On Discord, type /link ${code} within ten minutes. Then /me and penalties know who you are there.`,
  linked: ({ guid, name }: { readonly guid: string; readonly name: string }) => `You're linked to ${name || guid}.`,
  unlinked: () => 'The link is forgotten.',
  notLinked: () => 'There was no link.',
};

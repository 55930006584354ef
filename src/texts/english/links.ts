/** Linking a Discord account to a driver. */
export const linkTexts = {
  linkBegun: ({ code }: { readonly code: string }) => `Enter /link ${code} on Discord within ten minutes.`,
  linked: ({ guid }: { readonly guid: string }) => `You are linked to the driver with the GUID ${guid}.`,
  unlinked: () => 'The link is forgotten.',
  notLinked: () => 'There was no link.',
};

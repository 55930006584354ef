/** acServer writes a text like `$#@@!$kicked` over the GUID of whom it has kicked, in packets and in results. */
export const isKickedGuid = (guid: string): boolean => guid.includes('$kicked');

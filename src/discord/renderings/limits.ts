/** Text lengths, within Discord's limits. */

/** Escaping at most doubles a text, and a message holds 2000 characters. */
export const NOTE_LENGTH = 900;

/** Discord limits a description to 4096 characters and a whole embed to 6000. The rest is for titles and fields. */
export const DESCRIPTION_LENGTH = 4000;

export const FIELD_LENGTH = 1024;

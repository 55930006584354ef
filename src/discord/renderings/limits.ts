/** How much of what Discord takes. */

/** Escaping at most doubles a text, and a message holds 2000 characters. */
export const NOTE_LENGTH = 900;

/** Of a description Discord takes 4096 characters, of a whole embed 6000; the rest is left to titles and fields. */
export const DESCRIPTION_LENGTH = 4000;

export const FIELD_LENGTH = 1024;

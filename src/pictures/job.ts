import type { ContactPicture, PictureForm } from './contactPicture.ts';

/** What is said to the thread that draws. */
export interface DrawJob {
  readonly id: number;
  readonly form: PictureForm;
  readonly picture: ContactPicture;
}

/** A picture as a file, and the same in words, up to 1024 characters. */
export interface DrawnPicture<Bytes extends Uint8Array = Uint8Array> {
  readonly bytes: Bytes;
  readonly alt: string;
}

/** What it says. Nothing drawn: there is nothing to see. */
export type DrawnJob =
  | { readonly ready: true }
  | { readonly missing: string }
  | { readonly id: number; readonly drawn: DrawnPicture | undefined }
  | { readonly id: number; readonly failed: string };

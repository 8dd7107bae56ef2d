export type { Window, Windows } from './windows.ts';

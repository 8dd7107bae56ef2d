/** Light and dark in charts of time: alike in the dark and the light theme, since they stand for what the eye would see. */
export const LIGHT_COLORS = { dark: '#10161d', part: '#8a7a3a', full: '#ffd166' } as const;

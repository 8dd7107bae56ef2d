/** Version of this software: that of `package.json`, to which a test holds it. */
export const VERSION = '0.1.0';

/** How results name the software that made them. */
export const SOFTWARE = `openilrs ${VERSION}`;

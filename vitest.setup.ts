import fc from 'fast-check';

/** On CI the property tests try the same values each time, so that a red run can be repeated; elsewhere new ones. */
if (process.env.CI) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_121 });

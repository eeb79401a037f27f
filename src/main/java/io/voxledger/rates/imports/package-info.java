/**
 * Price lists of other projects, read as rate cards. Every reader gives cards in our form and, for
 * each thing that the form cannot say, the path at which it stands: nothing is dropped in silence.
 */
package io.voxledger.rates.imports;

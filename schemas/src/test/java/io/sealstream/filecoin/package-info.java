/** Tests of Filecoin's shapes and rules: golden vectors, seeded properties. */
@NullMarked
package io.sealstream.filecoin;

import org.jspecify.annotations.NullMarked;

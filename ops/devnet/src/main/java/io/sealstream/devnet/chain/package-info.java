/** The dev chain: an honest simulator of the part of Filecoin that a storage provider meets. */
@NullMarked
package io.sealstream.devnet.chain;

import org.jspecify.annotations.NullMarked;

/** Jackson trees of Filecoin's shapes: the JSON of Lotus and Venus RPC, for servers and clients alike. */
@NullMarked
package io.sealstream.filecoin.json;

import org.jspecify.annotations.NullMarked;

/** Takes requests from {@code sign.request} and answers in {@code sign.result}. */
@NullMarked
package io.sealstream.signer.edge.kafka;

import org.jspecify.annotations.NullMarked;

/** The signing record on disk: every decision is durable before its answer leaves. */
@NullMarked
package io.sealstream.signer.record;

import org.jspecify.annotations.NullMarked;

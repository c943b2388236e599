/** The wallet chapter of the deployment guide that this project replaces, walked with real processes. */
@NullMarked
package io.sealstream.acceptance.wallet;

import org.jspecify.annotations.NullMarked;

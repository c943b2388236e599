@NullMarked
package io.sealstream.acceptance.wallet;

import org.jspecify.annotations.NullMarked;

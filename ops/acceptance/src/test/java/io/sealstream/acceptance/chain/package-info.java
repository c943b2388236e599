@NullMarked
package io.sealstream.acceptance.chain;

import org.jspecify.annotations.NullMarked;

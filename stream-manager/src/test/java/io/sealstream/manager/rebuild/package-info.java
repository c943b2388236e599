@org.jspecify.annotations.NullMarked
package io.sealstream.manager.rebuild;

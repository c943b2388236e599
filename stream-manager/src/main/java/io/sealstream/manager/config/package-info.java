/** Configuration files of the manager: the process's own file and the policy file of a miner. */
@NullMarked
package io.sealstream.manager.config;

import org.jspecify.annotations.NullMarked;

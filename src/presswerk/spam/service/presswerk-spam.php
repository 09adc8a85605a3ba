<?php
/**
 * Plugin Name: Presswerk spam filter
 * Description: Lets the Akismet plugin, unchanged, ask a spam service of your own instead of Akismet's.
 * Version: 1
 * License: BSD-3-Clause
 *
 * 1. Put this file into wp-content/mu-plugins/.
 * 2. Write into wp-config.php:  define( 'PRESSWERK_SPAM_SERVER', 'https://spam.example.org' );
 * 3. Activate the Akismet plugin and give it the key that "presswerk spam key add" has printed.
 *
 * Without step 2 nothing is sent anywhere: the Akismet plugin then holds comments for moderation.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const PRESSWERK_SPAM_AKISMET = '~^https?://(?:([a-z0-9-]+)\.)?rest\.akismet\.com(?::\d+)?(/.*)?$~i';

/**
 * Repeats a call that is meant for Akismet at our own server; leaves all other calls alone.
 *
 * @param mixed  $answer False, as long as no other filter has answered the call.
 * @param array  $args   The arguments of the call.
 * @param string $url    Its address.
 */
function presswerk_spam_redirect( $answer, $args, $url ) {
	if ( ! preg_match( PRESSWERK_SPAM_AKISMET, (string) $url, $parts ) ) {
		return $answer;
	}
	if ( ! defined( 'PRESSWERK_SPAM_SERVER' ) || '' === PRESSWERK_SPAM_SERVER ) {
		return new WP_Error( 'presswerk_spam', 'PRESSWERK_SPAM_SERVER is not defined in wp-config.php.' );
	}
	// The plugin names Akismet's host in a header of its own; ours is not called that.
	foreach ( array_keys( isset( $args['headers'] ) && is_array( $args['headers'] ) ? $args['headers'] : array() ) as $name ) {
		if ( 'host' === strtolower( $name ) ) {
			unset( $args['headers'][ $name ] );
		}
	}
	// Versions before 5.0 have the key in the host's name, which is lost here.
	if ( '' !== $parts[1] ) {
		if ( is_array( $args['body'] ) ) {
			$args['body']['api_key'] = $parts[1];
		} else {
			$args['body'] .= '&api_key=' . $parts[1];
		}
	}
	$path = isset( $parts[2] ) ? $parts[2] : '/';
	// The service often stands on the same machine or network, which WordPress would not let itself call.
	$args['reject_unsafe_urls'] = false;
	return wp_remote_request( rtrim( PRESSWERK_SPAM_SERVER, '/' ) . $path, $args );
}
add_filter( 'pre_http_request', 'presswerk_spam_redirect', 10, 3 );

/**
 * Keeps the plugin's screens from loading pictures of Akismet's own statistics, which would send it the key.
 */
function presswerk_spam_no_frames() {
	if ( isset( $_GET['page'] ) && 'akismet-key-config' === $_GET['page'] && ! headers_sent() ) {
		header( "Content-Security-Policy: frame-src 'self'", false );
	}
}
add_action( 'admin_init', 'presswerk_spam_no_frames' );
